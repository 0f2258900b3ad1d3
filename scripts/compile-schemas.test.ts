import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { compiledSchemas, compiledUserTestSchemas } from './compile-schemas.mjs';

it.each([
  ['source/formats', compiledSchemas],
  ['telemetry', compiledUserTestSchemas],
])('has compiled the schemas of %s as they are now', (folder, compiled) => {
  const committed = readFileSync(`src/lib/${folder}/schemas/validators.js`, 'utf8');
  expect(committed === compiled(), 'Run `node scripts/compile-schemas.mjs`.').toBe(true);
});
