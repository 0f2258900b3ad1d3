/** @typedef {import('./screen-states.mjs').ScreenState} ScreenState */

const plate = 'https://data.example/plate.zarr';
const macaque = 'data/macaque.zarr';
const brain = { layers: [{ id: 'layer1', interpolation: 'linear' }] };

const neuroglancer = {
  layers: [
    { type: 'image', name: 'A1', source: `zarr://${plate}/A/1/0` },
    { type: 'annotation', name: 'somata', source: 'precomputed://https://data.example/somata' },
    { type: 'mesh', name: 'surface', source: 'precomputed://https://data.example/surface' },
  ],
  layout: 'xy',
};

const openPanels = [
  { click: 'Open the panels further', optional: true },
  { click: 'Unfold layers', optional: true },
  { click: 'Unfold macaque', optional: true },
];

/** How data are found, and what is said where they are not. @type {ScreenState[]} */
export const dataStates = [
  { name: 'plate', title: 'A plate', source: plate },
  {
    name: 'node-menu',
    title: 'Menu of a node',
    source: macaque,
    view: brain,
    steps: [{ press: 'h' }, { focus: 'tree' }, { press: 'Shift+F10' }],
  },
  {
    name: 'levels',
    title: 'The levels of a pyramid, checked',
    source: macaque,
    view: brain,
    steps: [...openPanels, { click: 'Check the levels' }, { see: /No level is off|belong/ }],
  },
  {
    name: 'keep',
    title: 'Keep offline',
    source: macaque,
    view: brain,
    steps: [...openPanels, { click: /^Keep offline…/ }],
  },
  { name: 'refused', title: 'A server that wants a key', source: 'https://data.example/private.zarr' },
  {
    name: 'access',
    title: 'Access to servers',
    source: 'https://data.example/private.zarr',
    steps: [{ click: 'Give access…' }],
  },
  {
    name: 'private',
    title: 'A link into a private network',
    isPublic: true,
    source: 'http://192.168.1.20:9000/embryo.zarr',
  },
  { name: 'points', title: 'A thousand million points', source: 'gen:scatter' },
  {
    name: 'points-3d',
    title: 'Points in 3D',
    source: 'gen:scatter?space=3&count=20000&size=4096',
    view: { mode: '3d', perspective: 45, rotation: [-0.2053, 0.2853, 0.0629, 0.934] },
  },
  {
    name: 'left-out',
    title: 'A link of Neuroglancer, and what was left out',
    fragment: `#!${encodeURIComponent(JSON.stringify(neuroglancer))}`,
  },
];
