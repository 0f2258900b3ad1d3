import { dataStates } from './data-states.mjs';
import { sampleReports } from './sample-reports.mjs';

/**
 * One thing to do on the way to a state: press a key, give the picture or the tree the focus, point at a place of the window (parts of its width and height), tick or
 * click the control of that name, or wait until a text or a drawing of that name is there, which is then in sight. Where the control is inside a menu on some screens, `menu` names the
 * button that opens it; where some screens have no such control, it is `optional`. Files that are dropped have a name and a text.
 * @typedef {{ press: string } | { drop: { name: string, text: string }[] } | { focus: 'picture' | 'tree' } | { point: [number, number] } | { tick: string } | { see: string | RegExp } | { click: string | RegExp, menu?: string, optional?: boolean }} Step
 */

/**
 * A state of the screen of which pictures are kept.
 * @typedef {object} ScreenState
 * @property {string} name of its files
 * @property {string} title
 * @property {string | string[]} [source] what is open; the start page where there is none
 * @property {string} [userTest] address of a file of tasks
 * @property {string} [tuning] constants of loading, as links say them
 * @property {string} [fragment] the link's fragment, `#` included
 * @property {object} [view] given to `setState`
 * @property {Step[]} [steps]
 * @property {'phone' | 'window'} [only] sizes that have it
 * @property {boolean} [isLoading] it shows while chunks are on their way: nothing waits for them
 * @property {boolean} [isPublic] the site has a public name, not one of this machine
 * @property {boolean} [isVisit] as on the first visit, with hints; elsewhere these are dismissed
 */

const macaque = 'data/macaque.zarr';
const brain = { layers: [{ id: 'layer1', interpolation: 'linear' }] };
const surface = {
  mode: '3d',
  perspective: 45,
  rotation: [-0.2053, 0.2853, 0.0629, 0.934],
  layers: [{ id: 'layer1', rendering: 'iso' }],
};
const blobs = 'gen:blobs?levels=3&tile=32&count=150&space=3';
const fractal = 'gen:mandelbrot?levels=6&tile=128';
const measured = {
  ...brain,
  measurements: [
    {
      kind: 'distance',
      axes: ['y', 'x'],
      points: [
        [30, 20],
        [30, 62],
      ],
    },
    {
      kind: 'angle',
      axes: ['y', 'x'],
      points: [
        [78, 24],
        [64, 42],
        [78, 60],
      ],
    },
  ],
};
const compared = [{ colormap: 'gray' }, { colormap: 'magma' }].map((look, i) => ({
  id: `layer${i + 1}`,
  interpolation: 'linear',
  ...look,
}));
const userTest = 'samples/user-test.json';
const begin = { click: 'Begin the test' };
const channels = 'gen:checkerboard?levels=4&tile=64&channels=3&times=8&space=3&dtype=uint16';

const checked = 'gen:checkerboard?levels=4&tile=128&cell=40&high=120&tint=20';

/** Of its own accord a phone shows one tile of the coarsest level, which has none to be taken for. */
const finer = { layers: [{ id: 'layer1', level: 1 }] };

const fromOutside = 'What is planned and what the main camera sees, from outside';

/** A fault that is made on purpose, and found by the self-check. @param {string} name @param {string} fault @param {string} finding @returns {ScreenState} */
function faulty(name, fault, finding) {
  const compare = 'Compare what is shown with what belongs there';
  const isOn = 'On: what you see is wrong on purpose.';
  return {
    name: `debugging-${name}`,
    title: `Debugger: ${fault.toLowerCase()}`,
    source: checked,
    steps: [
      { press: 't' },
      { press: 'i' },
      { tick: compare },
      { tick: fault },
      { see: finding },
      { see: isOn },
    ],
  };
}

/** Add a state here, and `npm run screens -- --only NAME` takes its pictures. @type {ScreenState[]} */
export const states = [
  { name: 'home', title: 'Start page' },
  { name: 'home-failed', title: 'A link that failed', source: 'gen:nothing' },
  {
    name: 'diagnosis',
    title: 'Why a location does not open',
    source: 'data/nothing.zarr',
    steps: [{ click: 'Find out why' }],
  },
  { name: 'home-library', title: 'Library from the start page', steps: [{ click: 'On this device' }] },
  { name: 'visit-2d', title: 'First visit: a hint', source: macaque, view: brain, isVisit: true },
  { name: 'image', title: 'An image in 2D', source: macaque, view: brain },
  { name: 'volume', title: 'A volume in 3D', source: macaque, view: surface },
  { name: 'bare', title: 'Panels folded away', source: macaque, view: brain, steps: [{ press: '\\' }] },
  {
    name: 'layers',
    title: 'Layers',
    source: macaque,
    view: brain,
    steps: [{ click: 'Open the panels further' }],
    only: 'phone',
  },
  {
    name: 'properties',
    title: 'Properties of a layer',
    source: channels,
    steps: [
      { click: 'Open the panels further', optional: true },
      { click: 'Unfold layers', optional: true },
      { click: 'Unfold checkerboard', optional: true },
    ],
  },
  {
    name: 'axes',
    title: 'Axes',
    source: channels,
    steps: [{ click: 'Open the panels further' }, { click: 'Axes' }],
    only: 'phone',
  },
  {
    name: 'menu',
    title: 'Menu',
    source: macaque,
    view: brain,
    steps: [{ click: 'View' }],
    only: 'phone',
  },
  { name: 'library', title: 'On this device', source: macaque, view: brain, steps: [{ press: 'l' }] },
  {
    name: 'beside',
    title: 'A panel beside the picture',
    source: macaque,
    view: surface,
    steps: [{ press: 'l' }, { click: 'Beside the picture' }],
    only: 'window',
  },
  { name: 'measure', title: 'Measure', source: macaque, view: measured, steps: [{ press: 'm' }] },
  { name: 'memory', title: 'Memory and detail', source: macaque, view: surface, steps: [{ press: 'b' }] },
  {
    name: 'timeline',
    title: 'Timeline of loads',
    source: fractal,
    steps: [{ press: 'j' }, { click: 'Load again' }, { click: 'Show the loads again' }],
  },
  { name: 'tuning', title: 'Tuning', source: fractal, steps: [{ press: 'u' }] },
  {
    ...{ name: 'tuning-edited', title: 'Tuning: an edited strategy and its name', source: fractal },
    ...{ tuning: 'one-level,stillMs:90,retries:3', steps: [{ press: 'u' }] },
  },
  { name: 'hierarchy', title: 'Hierarchy', source: macaque, view: brain, steps: [{ press: 'h' }] },
  { name: 'export', title: 'Export', source: macaque, view: surface, steps: [{ press: 'p' }] },
  {
    name: 'preferences',
    title: 'Preferences',
    source: macaque,
    view: brain,
    steps: [{ click: 'Preferences', menu: 'View' }],
  },
  { name: 'shortcuts', title: 'Shortcuts', source: macaque, view: brain, steps: [{ press: '?' }] },
  { name: 'palette', title: 'All commands', source: macaque, view: brain, steps: [{ press: 'Control+k' }] },
  {
    name: 'share',
    title: 'Share',
    source: macaque,
    view: brain,
    steps: [{ click: 'Share', menu: 'View' }],
  },
  {
    name: 'context-menu',
    title: 'Menu of a place',
    source: macaque,
    view: brain,
    steps: [{ focus: 'picture' }, { press: 'Shift+F10' }],
  },
  {
    name: 'add',
    title: 'Open another on top',
    source: macaque,
    view: brain,
    steps: [{ click: 'Open another on top' }],
  },
  { name: 'labels', title: 'Labels', source: blobs, view: { mode: '3d', perspective: 40 } },
  {
    name: 'grid',
    title: 'Layers in a grid',
    source: [macaque, macaque],
    view: { layers: compared },
    steps: [{ press: 'g' }],
  },
  { name: 'user-test', title: 'User test: what is agreed to', userTest },
  { name: 'user-test-task', title: 'User test: a task', userTest, steps: [begin] },
  { name: 'user-test-questions', title: 'User test: questions', userTest, steps: [begin, { click: 'Done' }] },
  {
    name: 'user-test-report',
    title: 'User test: the whole report',
    userTest,
    steps: [begin, { click: 'Stop the test' }],
  },
  { name: 'user-test-problem', title: 'User test: a file that is none', userTest: 'manifest.webmanifest' },
  { name: 'user-test-compare', title: 'Reports of user tests', steps: [{ drop: sampleReports() }] },
  { name: 'failed', title: 'One of two failed', source: [macaque, 'gen:nothing'] },
  ...dataStates,
  // The last ones: what they switch on stays on.
  {
    name: 'debugging',
    title: 'Debugger',
    source: checked,
    steps: [{ press: 't' }, { press: 'i' }, { click: 'Load again', optional: true }, { point: [0.3, 0.3] }],
  },
  {
    name: 'debugging-camera',
    title: 'Debugger: the plan from outside',
    source: checked,
    steps: [{ press: 't' }, { press: 'i' }, { see: fromOutside }],
  },
  {
    name: 'debugging-space',
    title: 'Debugger in 3D',
    source: macaque,
    view: brain,
    steps: [{ press: 't' }, { press: 'i' }, { press: 'd' }, { see: fromOutside }],
  },
  {
    name: 'debugging-levels',
    title: 'Debugger: how levels lie over one another',
    source: fractal,
    steps: [{ press: 'i' }, { click: 'Measure by voxels' }, { see: 'Measured:' }],
  },
  faulty('swap', 'Swap pairs of chunks', 'belongs at'),
  { ...faulty('wrong-level', 'Show another level’s content', 'belongs at'), view: finer },
  faulty('shift', 'Shift by half a voxel along x', 'shifted by'),
  {
    ...faulty('exchange', 'Exchange uploads on the graphics card', 'the graphics card has'),
    view: finer,
  },
  {
    ...faulty('delay', 'Delay each chunk by 6 s', 'late'),
    view: { layers: [{ id: 'layer1', level: 3 }] },
    isLoading: true,
  },
];

/** Sizes of window in CSS pixels; those with fingers have a coarse pointer. */
export const sizes = [
  { name: '360x640', width: 360, height: 640, isTouch: true },
  { name: '390x844', width: 390, height: 844, isTouch: true },
  { name: '820x1180', width: 820, height: 1180, isTouch: true },
  { name: '1180x820', width: 1180, height: 820, isTouch: true },
  { name: '1440x900', width: 1440, height: 900, isTouch: false },
];

/** Whether a size is one of those with a sheet, as `layoutFor` says. @param {{ width: number, height: number }} size */
export function isPhoneSize({ width, height }) {
  return width < 600 || height < 500;
}

export const themes = /** @type {const} */ (['dark', 'light']);
