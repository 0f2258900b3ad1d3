/** Who may import whom. One row per folder; `core` may be imported by all. */
const may = {
  core: [],
  db: [],
  messages: [],
  view: [],
  chunks: [],
  source: [],
  share: ['messages'],
  telemetry: [],
  offline: ['db'],
  decode: ['source', 'offline'],
  hierarchy: ['source'],
  render: ['view', 'chunks'],
  app: [
    'messages',
    'view',
    'chunks',
    'source',
    'share',
    'telemetry',
    'offline',
    'decode',
    'hierarchy',
    'render',
  ],
  ui: ['messages', 'app'],
};
/** Where each third-party package lives; nobody else may import it. */
const home = {
  '@luma[.]gl/': '^src/lib/render/',
  'js-colormaps-es/': '^src/lib/render/',
  'zarrita/': '^src/lib/(source|decode)/',
  'numcodecs/': '^src/lib/(source|decode)/',
  'h5wasm/': '^src/lib/source/stores/hdf5/',
  'htmlparser2/': '^src/lib/source/',
  'virtua/': '^src/lib/ui/',
  'valibot/': '^src/lib/share/',
  'fflate/': '^src/lib/share/',
  'uqr/': '^src/lib/share/',
  'svelte/': '^src/(lib/(ui|app)|routes)/',
  'bits-ui/': '^src/lib/ui/',
  'workbox-(strategies|core|routing|precaching)': '^service-worker/',
  'dexie/': '^src/lib/db/',
  'workbox-window': '^src/lib/app/',
  'mediabunny/': '^src/lib/app/export/',
};
const lib = (names) => `^src/lib/(${names.join('|')})(/|$)`;
const isTest = '[.]test[.]ts$';
const directions = Object.entries(may).map(([folder, allowed]) => ({
  name: `direction-${folder}`,
  severity: 'error',
  from: { path: `^src/lib/${folder}/` },
  to: { path: '^src/', pathNot: lib([folder, 'core', ...allowed]) },
}));
const homes = Object.entries(home).map(([name, folder]) => ({
  name: `home-of-${name.replace(/\W/g, '')}`,
  severity: 'error',
  from: { path: '^(src|service-worker)/', pathNot: [folder, isTest] },
  to: { path: `node_modules/${name}` },
}));
module.exports = {
  forbidden: [
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
    ...directions,
    {
      name: 'front-door-only',
      severity: 'error',
      comment: 'Outside a folder, import its index.ts and nothing else.',
      from: { path: '^(src|service-worker)/(?:lib/)?([^/]+)/' },
      to: { path: '^src/lib/[^/]+/', pathNot: ['^src/lib/$2/', '^src/lib/[^/]+/index[.]ts$'] },
    },
    {
      name: 'no-own-front-door',
      severity: 'error',
      from: { path: '^src/lib/([^/]+)/', pathNot: isTest },
      to: { path: '^src/lib/$1/index[.]ts$' },
    },
    ...homes,
    {
      name: 'direction-routes',
      severity: 'error',
      from: { path: '^src/routes/' },
      to: {
        path: '^src/',
        pathNot: [lib(['ui', 'app', 'messages', 'core']), '^src/routes/', '^src/[^/]+[.]css$'],
      },
    },
    {
      name: 'service-worker-is-small',
      severity: 'error',
      from: { path: '^service-worker/' },
      to: { path: '^src/', pathNot: lib(['core', 'db', 'offline']) },
    },
    {
      name: 'resolvable',
      severity: 'error',
      comment: 'An unresolved import hides from every other rule.',
      from: {},
      to: { couldNotResolve: true, pathNot: '^[$](app|env|service-worker)' },
    },
    {
      name: 'no-orphans',
      severity: 'error',
      from: { orphan: true, pathNot: ['[.]d[.]ts$', isTest, 'worker[.]ts$', '[+](page|layout)'] },
      to: {},
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.boundaries.json' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.js', '.svelte', '.d.ts'],
      conditionNames: ['import', 'svelte', 'types', 'default'],
      exportsFields: ['exports'],
    },
  },
};
