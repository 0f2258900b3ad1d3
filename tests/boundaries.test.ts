import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

interface Violation {
  readonly from: string;
  readonly rule: { readonly name: string };
}

/** Runs the rules over a tree, and gives what they find as "file: rule". */
function violations(root: string, folders: readonly string[]): string[] {
  const command = resolve('node_modules/.bin/depcruise');
  const args = ['--config', '.dependency-cruiser.cjs', '--output-type', 'json', ...folders];
  const { stdout, stderr } = spawnSync(command, args, { cwd: root, encoding: 'utf8', maxBuffer: 1 << 28 });
  if (stdout === '') throw new Error(stderr);
  const { summary } = JSON.parse(stdout) as { summary: { violations: readonly Violation[] } };
  return summary.violations.map(({ from, rule }) => `${from}: ${rule.name}`);
}

/** A small tree that keeps every rule. */
const clean: Readonly<Record<string, string>> = {
  'src/lib/core/index.ts': `export * from './box';`,
  'src/lib/core/box.ts': `export const box = 1;`,
  'src/lib/view/index.ts': `export * from './plan';`,
  'src/lib/view/plan.ts': `import { box } from '../core';\nexport const plan = box;`,
  'src/lib/chunks/index.ts': `export * from './store';`,
  'src/lib/chunks/store.ts': `import { box } from '../core';\nexport const store = box;`,
  'src/lib/source/index.ts': `export * from './open';`,
  'src/lib/source/open.ts': `import { registry } from 'zarrita';\nexport const open = registry;`,
  'src/lib/render/index.ts': `export * from './draw';`,
  'src/lib/render/draw.ts': `import { luma } from '@luma.gl/core';\nimport { plan } from '../view';\nexport const draw = [luma, plan];`,
  'src/lib/app/index.ts': `export * from './session';`,
  'src/lib/app/session.ts': `import { open } from '$lib/source';\nimport { draw } from '../render';\nimport { store } from '../chunks';\nexport const session = [open, draw, store];`,
  'src/lib/ui/index.ts': `export { default as Page } from './Page.svelte';`,
  'src/lib/ui/Page.svelte': `<script lang="ts">\nimport { session } from '../app';\n</script>\n{session}`,
  'src/routes/+page.svelte': `<script lang="ts">\nimport { Page } from '$lib/ui';\n</script>\n<Page />`,
  'service-worker/index.ts': `import { box } from '../src/lib/core';\nexport const worker = box;`,
};

/** Each a file that breaks one rule, and the rule. */
const broken: readonly (readonly [what: string, file: string, text: string, rule: string])[] = [
  [
    'core that imports a folder above it',
    'core/up.ts',
    `import { plan } from '../view';\nexport const up = plan;`,
    'direction-core',
  ],
  [
    'a type-only import upwards',
    'view/up.ts',
    `import type { session } from '../app';\nexport type Up = typeof session;`,
    'direction-view',
  ],
  [
    'a neighbour of the same rank',
    'view/aside.ts',
    `import { store } from '../chunks';\nexport const aside = store;`,
    'direction-view',
  ],
  ['a cycle', 'view/a.ts', `import { b } from './b';\nexport const a = (): unknown => b;`, 'no-circular'],
  [
    'an import past a face',
    'app/deep.ts',
    `import { plan } from '../view/plan';\nexport const deep = plan;`,
    'front-door-only',
  ],
  [
    'an import past a face by its alias',
    'app/deep-alias.ts',
    `import { plan } from '$lib/view/plan';\nexport const deep = plan;`,
    'front-door-only',
  ],
  [
    "a folder's own face",
    'view/own.ts',
    `import { plan } from './index';\nexport const own = plan;`,
    'no-own-front-door',
  ],
  [
    'luma.gl outside render',
    'chunks/gpu.ts',
    `import { luma } from '@luma.gl/core';\nexport const gpu = luma;`,
    'home-of-lumagl',
  ],
  [
    'svelte in core',
    'core/rune.ts',
    `import { onMount } from 'svelte';\nexport const rune = onMount;`,
    'home-of-svelte',
  ],
  [
    'zarrita in view',
    'view/zarr.ts',
    `import { registry } from 'zarrita';\nexport const zarr = registry;`,
    'home-of-zarrita',
  ],
  [
    'workbox-strategies in app',
    'app/shell.ts',
    `import { Strategy } from 'workbox-strategies';\nexport const shell = Strategy;`,
    'home-of-workboxstrategiescoreroutingprecaching',
  ],
  [
    'mediabunny outside export',
    'app/video.ts',
    `import { Output } from 'mediabunny';\nexport const video = Output;`,
    'home-of-mediabunny',
  ],
  [
    'a component that reaches the renderer',
    'ui/Draw.svelte',
    `<script lang="ts">\nimport { draw } from '../render';\n</script>\n{draw}`,
    'direction-ui',
  ],
  [
    'a route that reaches the renderer',
    '../routes/Draw.svelte',
    `<script lang="ts">\nimport { draw } from '$lib/render';\n</script>\n{draw}`,
    'direction-routes',
  ],
  [
    'a service worker that reaches the app',
    '../../service-worker/app.ts',
    `import { session } from '../src/lib/app';\nexport const app = session;`,
    'service-worker-is-small',
  ],
  [
    'an import that resolves to nothing',
    'view/lost.ts',
    `import { gone } from '$lib/gone';\nexport const lost = gone;`,
    'resolvable',
  ],
  [
    'a file that nobody imports and that imports nobody',
    'view/alone.ts',
    `export const alone = 1;`,
    'no-orphans',
  ],
];

describe('the import rules', () => {
  let root = '';
  let found: string[] = [];

  beforeAll(() => {
    root = mkdtempSync(join(tmpdir(), 'exascope-boundaries-'));
    for (const name of ['.dependency-cruiser.cjs', 'tsconfig.boundaries.json', 'package.json'])
      cpSync(name, join(root, name));
    symlinkSync(resolve('node_modules'), join(root, 'node_modules'), 'dir');
    const write = (path: string, text: string) => {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
    };
    for (const [path, text] of Object.entries(clean)) write(path, text);
    const before = violations(root, ['src', 'service-worker']);
    if (before.length > 0) throw new Error(`The clean tree breaks rules: ${before.join(', ')}`);
    write('src/lib/view/b.ts', `import { a } from './a';\nexport const b = (): unknown => a;`);
    for (const [, file, text] of broken) write(join('src/lib', file), text);
    found = violations(root, ['src', 'service-worker']);
  }, 300_000);

  afterAll(() => rmSync(root, { recursive: true, force: true }));

  it.each(broken)('report %s', (_what, file, _text, rule) => {
    expect(found).toContain(`${join('src/lib', file)}: ${rule}`);
  });
});
