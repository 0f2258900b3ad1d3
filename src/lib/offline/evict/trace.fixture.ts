/** The chunks that each frame shows, as `level/row/column`. */
export type Trace = readonly (readonly string[])[];

/** Chunks of level 0 along each side; each level has half as many as the one before, and the last has one. */
const SIDE = 256;
export const LEVELS = Math.log2(SIDE) + 1;
/** What a screen shows at the level that matches it, in chunks. */
const SCREEN = { width: 5, height: 4 };
const FRAMES = 2500;

/** Where a view is centred, as parts of the whole, and the level that it shows. */
interface View {
  readonly x: number;
  readonly y: number;
  readonly level: number;
}

type Random = () => number;

/** Mulberry32: the same numbers for the same seed. */
function seededRandom(seed: number): Random {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** The chunks that a screen shows, and the coarsest, which viewers always hold. */
function chunksOf({ x, y, level }: View): string[] {
  const side = SIDE / 2 ** level;
  const span = (center: number, length: number) => {
    const first = Math.max(0, Math.floor(center * side - length / 2));
    const last = Math.min(side - 1, Math.floor(center * side + length / 2));
    return Array.from({ length: last - first + 1 }, (_, i) => first + i);
  };
  const columns = span(x, SCREEN.width);
  const shown = span(y, SCREEN.height).flatMap((row) => columns.map((column) => `${level}/${row}/${column}`));
  return level === LEVELS - 1 ? shown : [...shown, `${LEVELS - 1}/0/0`];
}

const clamp = (part: number) => Math.min(1, Math.max(0, part));

/** Zooms to a view, one level a frame. */
function zoom(from: View, to: View): View[] {
  const count = Math.abs(to.level - from.level);
  const step = Math.sign(to.level - from.level);
  return Array.from({ length: count }, (_, i) => {
    const part = (i + 1) / count;
    const x = from.x + (to.x - from.x) * part;
    const y = from.y + (to.y - from.y) * part;
    return { x, y, level: from.level + step * (i + 1) };
  });
}

/** Moves by so many chunks a frame, straight on. */
function pan({ x, y, level }: View, [dx, dy]: readonly [number, number], frames: number): View[] {
  const side = SIDE / 2 ** level;
  return Array.from({ length: frames }, (_, i) => ({
    x: clamp(x + (dx * (i + 1)) / side),
    y: clamp(y + (dy * (i + 1)) / side),
    level,
  }));
}

function panAnywhere(from: View, random: Random, frames: number): View[] {
  const angle = 2 * Math.PI * random();
  const speed = 0.3 + random();
  return pan(from, [Math.cos(angle) * speed, Math.sin(angle) * speed], frames);
}

const home: View = { x: 0.5, y: 0.5, level: 6 };

/** One thing that a user does, from where the view is. */
export type Habit = (from: View, random: Random) => View[];

/** Pans about, zooms in at what is near, zooms out again, and goes home now and then. */
const wander: Habit = (from, random) => {
  const dice = random();
  const { x, y, level } = from;
  if (dice < 0.55) return panAnywhere(from, random, 5 + Math.floor(20 * random()));
  if (dice < 0.75) {
    const near = (4 * 2 ** level) / SIDE;
    const to = { x: clamp(x + near * (random() - 0.5)), y: clamp(y + near * (random() - 0.5)) };
    return zoom(from, { ...to, level: Math.max(0, level - 1 - Math.floor(3 * random())) });
  }
  if (dice < 0.95) return zoom(from, { x, y, level: Math.min(6, level + 1 + Math.floor(3 * random())) });
  return zoom(from, home);
};

/** Looks at one place after another in detail, by way of the whole. */
const survey: Habit = (from, random) => {
  const views = zoom(from, { x: random(), y: random(), level: Math.floor(2 * random()) });
  for (let turn = 0; turn < 5; turn++) views.push(...panAnywhere(views.at(-1) ?? from, random, 8));
  return [...views, ...zoom(views.at(-1) ?? from, { ...home, level: 5 })];
};

/** Compares six places, the same ones again and again, in detail. */
const compare: Habit = (from, random) => {
  const place = Math.floor(6 * random());
  const to = { x: ((place % 3) + 0.5) / 3, y: (Math.floor(place / 3) + 0.5) / 2, level: 0 };
  const views = zoom(from, { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2, level: 4 });
  views.push(...zoom(views.at(-1) ?? from, to));
  for (let turn = 0; turn < 4; turn++) views.push(...panAnywhere(views.at(-1) ?? from, random, 6));
  return views;
};

/** Reads lines to and fro, one below the other, and zooms out after each to see where it is. */
const scan: Habit = (from) => {
  const line = pan(from, [0.5, 0], 60);
  const next = pan(line.at(-1) ?? from, [0, 2], 1);
  const back = pan(next.at(-1) ?? from, [-0.5, 0], 60);
  const end = pan(back.at(-1) ?? from, [0, 2], 1).at(-1) ?? from;
  const out = zoom(end, { ...end, level: 5 });
  return [...line, ...next, ...back, ...out, ...zoom(out.at(-1) ?? end, end)];
};

export const habits = { wander, survey, compare, scan };

/** What a user with this habit looks at: the same for the same seed. */
export function traceOf(habit: Habit, seed: number): Trace {
  const random = seededRandom(seed);
  let last: View = habit === scan ? { x: 0.2, y: 0.2, level: 1 } : home;
  const views = [last];
  while (views.length < FRAMES) {
    views.push(...habit(last, random));
    last = views.at(-1) ?? last;
  }
  return views.slice(0, FRAMES).map(chunksOf);
}
