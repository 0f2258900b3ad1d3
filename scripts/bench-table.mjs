/**
 * One case of a benchmark run: its name, and its figures by name.
 * @typedef {{ case: string, [figure: string]: string | number }} BenchLine
 */

/** Columns of the tables: the figure, and its heading. What a whole table has none of is left out. @type {[string, string][]} */
const columns = [
  ['appMs', 'app ms'],
  ['firstContentMs', 'first content ms'],
  ['completeMs', 'complete ms'],
  ['requests', 'requests'],
  ['scriptKiB', 'script KiB'],
  ['layoutShift', 'layout shift'],
  ['minimumRequests', 'minimum'],
  ['fetchedMiB', 'MiB'],
  ['minimumMiB', 'minimum MiB'],
  ['vainMiB', 'in vain MiB'],
  ['notFound', '404s'],
  ['picturesPerSecond', 'pictures/s'],
  ['longestGapMs', 'longest gap ms'],
  ['p95HandledMs', 'p95 handled ms'],
  ['p95DelayMs', 'p95 delay ms'],
  ['worstDelayMs', 'worst delay ms'],
  ['longTasks', 'long tasks'],
  ['longestTaskMs', 'longest task ms'],
  ['gpuPeakMiB', 'GPU MiB'],
  ['chunksPeakMiB', 'chunks MiB'],
  ['inFlightPeakMiB', 'in flight MiB'],
  ['browserMiB', 'browser MiB'],
  ['decodedMiBPerSecond', 'decoded MiB/s'],
  ['ratio', 'compressed'],
  ['clockMs', 'by the clock ms'],
  ['cpuMs', 'of the processor ms'],
  ['worstMs', 'worst by the clock ms'],
  ['threadMs', 'of the thread ms'],
  ['chunksPerSecond', 'chunks/s'],
  ['chunkKiB', 'chunk KiB'],
  ['coldMs', 'cold ms'],
  ['warmMs', 'warm ms'],
  ['warmToCold', 'warm / cold'],
  ['coldChunks', 'chunks'],
  ['chunksTwice', 'fetched twice'],
  ['warmChunks', 'fetched when warm'],
  ['warmChecks', 'compared'],
  ['directMs', 'direct ms'],
  ['p95DirectMs', 'p95 direct ms'],
  ['routedMs', 'routed ms'],
  ['p95RoutedMs', 'p95 routed ms'],
  ['directToRouted', 'direct / routed'],
  ['whileWritingMs', 'while writing ms'],
  ['p95WhileWritingMs', 'p95 while writing ms'],
  ['slowdown', 'slowdown'],
  ['entries', 'entries'],
  ['indexMs', 'index ms'],
  ['ownMs', 'recorder ms'],
  ['betweenFramesMs', 'between frames ms'],
  ['ownPercent', 'recorder %'],
  ['recordedInputs', 'inputs'],
  ['recordedFrames', 'frames'],
];

/** Reads the JSON lines of a run; lines that describe no case are left out. @param {string} text @returns {BenchLine[]} */
export function parseLines(text) {
  return text
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line))
    .filter((line) => typeof line.case === 'string');
}

/**
 * Markdown tables of a run, one for each kind of case, told apart by what they measure.
 * @param {readonly BenchLine[]} lines
 */
export function formatTables(lines) {
  /** @type {(line: BenchLine) => string} */
  const kindOf = (line) => /^(decode|generate|warm|keep|links|user-test)-/.exec(line.case)?.[1] ?? 'page';
  const kinds = [...new Set(lines.map(kindOf))];
  return kinds.map((kind) => formatTable(lines.filter((line) => kindOf(line) === kind))).join('\n\n');
}

/**
 * The same table with each figure divided by the one of an earlier run: 0.5 is half as much. Cases that only one has are left out.
 * @param {readonly BenchLine[]} lines
 * @param {readonly BenchLine[]} earlier
 */
export function compareLines(lines, earlier) {
  const ratios = lines.flatMap((line) => {
    const before = earlier.find((candidate) => candidate.case === line.case);
    return before ? [ratioOf(line, before)] : [];
  });
  return ratios.length === 0 ? 'The earlier run has none of these cases.' : formatTables(ratios);
}

/** @param {BenchLine} line @param {BenchLine} before @returns {BenchLine} */
function ratioOf(line, before) {
  /** @type {BenchLine} */
  const ratios = { case: line.case };
  for (const [name] of columns) {
    const [now, then] = [line[name], before[name]];
    if (typeof now !== 'number' || typeof then !== 'number') continue;
    ratios[name] = now === then ? '=' : then === 0 ? `${rounded(now)} (0)` : `×${rounded(now / then)}`;
  }
  return ratios;
}

/** @param {readonly BenchLine[]} lines */
function formatTable(lines) {
  const shown = columns.filter(([name]) => lines.some((line) => line[name] !== undefined));
  const rows = [
    ['case', ...shown.map(([, heading]) => heading)],
    ...lines.map((line) => [line.case, ...shown.map(([name]) => cellOf(line[name]))]),
  ];
  const widths = shown.concat([['', '']]).map((_, i) => Math.max(...rows.map((row) => row[i]?.length ?? 0)));
  /** @param {string[]} row */
  const format = (row) => `| ${row.map((cell, i) => pad(cell, widths[i] ?? 0, i === 0)).join(' | ')} |`;
  const rule = `| ${widths.map((width, i) => (i === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`)).join(' | ')} |`;
  const [head = [], ...body] = rows;
  return [format(head), rule, ...body.map(format)].join('\n');
}

/** @param {string | number | undefined} value */
function cellOf(value) {
  return typeof value === 'number' ? rounded(value) : (value ?? '');
}

/** At most three digits that matter, without an exponent. @param {number} value */
function rounded(value) {
  return Math.abs(value) >= 100 ? String(Math.round(value)) : String(Number(value.toPrecision(3)));
}

/** @param {string} text @param {number} width @param {boolean} isLeft */
function pad(text, width, isLeft) {
  return isLeft ? text.padEnd(width) : text.padStart(width);
}
