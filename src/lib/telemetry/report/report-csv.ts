import { csvText } from '../../core';
import {
  interactionKinds,
  type DataProperties,
  type DurationFigures,
  type TaskReport,
  type UserTestReport,
} from './report';

type Cell = string | number;
/** A column: its heading, and what a task of a report has there. */
type Column = readonly [string, (report: UserTestReport, task: TaskReport) => Cell | undefined];

const durationColumns = (name: 'sharpAgain' | 'inputDelay' | 'inputToFrame' | 'frameGaps'): Column[] =>
  (['count', 'medianMs', 'p95Ms', 'longestMs'] as const).map((figure: keyof DurationFigures) => [
    `${name}.${figure}`,
    (_, { timings }) => timings[name][figure],
  ]);

const columns: readonly Column[] = [
  ['report', ({ id }) => id],
  ['test', ({ test }) => test],
  ['variant', ({ variant }) => variant],
  ['app', ({ app }) => app],
  ['day', ({ day }) => day],
  ['task', (_, { task }) => task],
  ['outcome', (_, { outcome }) => outcome],
  ['seconds', (_, { seconds }) => seconds],
  ['rating', (_, { rating }) => rating],
  ['text', (_, { text }) => text],
  ['firstPictureMs', (_, { timings }) => timings.firstPictureMs],
  ['settledMs', (_, { timings }) => timings.settledMs],
  ...(['sharpAgain', 'inputDelay', 'inputToFrame', 'frameGaps'] as const).flatMap(durationColumns),
  ...(['peakMiB', 'gpuPeakMiB', 'chunksPeakMiB', 'inFlightPeakMiB'] as const).map((name): Column => [
    `memory.${name}`,
    (_, { memory }) => memory[name],
  ]),
  ...(['network', 'disk', 'memory', 'generated', 'requests', 'failed', 'aborted', 'networkMiB'] as const).map(
    (name): Column => [`cache.${name}`, (_, { cache }) => cache[name]],
  ),
  ...(['gpu', 'chunks', 'disk'] as const).map((tier): Column => [
    `cache.evicted.${tier}`,
    (_, { cache }) => cache.evicted?.[tier],
  ]),
  ...interactionKinds.map((kind): Column => [
    `interactions.${kind}`,
    (_, { interactions }) => interactions[kind],
  ]),
  ['errors', (_, { errors }) => pairs(errors)],
  ['data', (_, { data }) => data.map(dataText).join('; ')],
  ['device.cores', ({ device }) => device.cores],
  ['device.memoryGiB', ({ device }) => device.memoryGiB],
  ['device.pixelRatio', ({ device }) => device.pixelRatio],
  ['device.pointer', ({ device }) => device.pointer],
  ['device.window', ({ device }) => device.window.join('×')],
  ['device.gpu.isSoftware', ({ device }) => device.gpu && String(device.gpu.isSoftware)],
  ['device.gpu.maxTexture', ({ device }) => device.gpu?.maxTexture],
  ['device.largest', ({ device }) => device.largest && dataText(device.largest)],
  ['settings.memoryLimitMiB', (_, { settings }) => settings.memoryLimitMiB],
  ['settings.quality', (_, { settings }) => settings.quality],
  ['settings.tuning', (_, { settings }) => settings.tuning.name],
  ['settings.tuning.changed', (_, { settings }) => pairs(settings.tuning.changed)],
  ['settings.device', (_, { settings }) => settings.device],
  ['settings.picture.mode', (_, { settings }) => settings.picture?.mode],
  ['settings.picture.layout', (_, { settings }) => settings.picture?.layout],
  ['settings.picture.size', (_, { settings }) => settings.picture?.size.join('×')],
  ['settings.picture.pixelRatio', (_, { settings }) => settings.picture?.pixelRatio],
  ['settings.haveChanged', (_, { settings }) => settings.haveChanged?.toString()],
  ['recorder.ownMs', ({ recorder }) => recorder.ownMs],
  ['recorder.betweenFramesMs', ({ recorder }) => recorder.betweenFramesMs],
];

/** Writes reports as CSV: a row for each task, all that the JSON has in columns. */
export function reportsCsv(reports: readonly UserTestReport[]): string {
  const rows = reports.flatMap((report) =>
    report.tasks.map((task) => columns.map(([, cell]) => cell(report, task) ?? '')),
  );
  return csvText([columns.map(([heading]) => heading), ...rows]);
}

function pairs(values: Readonly<Record<string, number | boolean | undefined>>): string {
  return Object.entries(values)
    .map(([name, value]) => `${name}=${String(value ?? 0)}`)
    .join(' ');
}

/** Such as `image uint8 2048×4096 in 512×512, 4 levels, 16777216 bytes, space=2 time=0 channel=0`. */
function dataText({
  kind,
  dtype,
  shape,
  chunks,
  levels,
  bytes,
  dimensions,
  generated,
}: DataProperties): string {
  const facts = `${String(levels)} levels, ${String(bytes)} bytes, ${pairs(dimensions)}`;
  const made = generated ? ', generated' : '';
  return `${kind} ${dtype} ${shape.join('×')} in ${chunks.join('×')}, ${facts}${made}`;
}
