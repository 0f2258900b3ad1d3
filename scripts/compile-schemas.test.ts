import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { compiledSchemas } from './compile-schemas.mjs';

it('has compiled the schemas as they are now', () => {
  const committed = readFileSync('src/lib/source/formats/schemas/validators.js', 'utf8');
  expect(committed === compiledSchemas(), 'Run `node scripts/compile-schemas.mjs`.').toBe(true);
});
