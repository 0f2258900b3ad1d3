import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import * as validators from '../src/lib/source/formats/schemas/validators.js';
import type { Validator } from '../src/lib/source/formats/schemas/validators.js';
import { specificationFaults } from '../src/lib/source/formats/ome/specification';
import { foreignData } from './foreign-data';

interface Case {
  readonly suite: string;
  readonly name: string;
  readonly valid: boolean;
  readonly attributes: Readonly<Record<string, unknown>>;
}

const folder = join(foreignData ?? '', '17-ngff-conformance-0.4');
const isHere = foreignData !== undefined && existsSync(folder);
const cases: readonly Case[] = isHere
  ? readFileSync(join(folder, 'cases.jsonl'), 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Case)
  : [];
const suiteCases = cases.filter(({ suite }) => suite !== 'examples');
const examples = cases.filter(({ suite }) => suite === 'examples');
if (!isHere) console.log('Skipped: no 17-ngff-conformance-0.4 in EXASCOPE_DATA or ../shared/data.');

const by04: Readonly<Record<string, Validator>> = {
  ...{ image: validators.image04, strict_image: validators.strictImage04 },
  ...{ label: validators.label04, strict_label: validators.strictLabel04 },
  ...{ plate: validators.plate04, strict_plate: validators.strictPlate04 },
  ...{ well: validators.well04, strict_well: validators.strictWell04 },
};
const by05: Readonly<Record<string, Validator>> = {
  ...{ image: validators.image05, strict_image: validators.strictImage05 },
  ...{ label: validators.label05, strict_label: validators.strictLabel05 },
  ...{ plate: validators.plate05, strict_plate: validators.strictPlate05 },
  ...{ well: validators.well05, strict_well: validators.strictWell05 },
};

function validator(table: Readonly<Record<string, Validator>>, suite: string): Validator {
  const found = table[suite];
  if (found === undefined) throw new Error(`There is no schema for the suite "${suite}".`);
  return found;
}

function isValid({ suite, attributes }: Case): boolean {
  return specificationFaults(attributes, validator(by04, suite)).length === 0;
}

describe.skipIf(!isHere)('the conformance suites of OME-NGFF 0.4', () => {
  it.each(suiteCases)('$suite $name: valid is $valid', (example) => {
    expect(isValid(example)).toBe(example.valid);
  });

  it('are whole', () => {
    const right = suiteCases.filter((example) => isValid(example) === example.valid).length;
    console.log(`OME-NGFF 0.4 conformance: ${right} of ${suiteCases.length} verdicts`);
    expect([right, suiteCases.length]).toEqual([92, 92]);
  });

  it.each(examples.filter(({ name }) => /_strict\//.test(name)))(
    'strictly holds its own $name',
    ({ name, attributes }) => {
      const [, node = ''] = /\/(\w+)_strict\//.exec(name) ?? [];
      expect(
        specificationFaults(attributes, validator(by04, `strict_${node === 'multiscales' ? 'image' : node}`)),
      ).toEqual([]);
    },
  );
});

/** What 0.4 keeps in the attributes, as 0.5 keeps it. */
function in05(attributes: Case['attributes']): object {
  const moved = Object.entries(attributes).map(([key, value]) => [key, withoutVersion(value)] as const);
  return { ome: { ...Object.fromEntries(moved), version: '0.5' } };
}

function withoutVersion(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutVersion);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).filter(([key]) => key !== 'version'));
}

const keyOf = { image: 'multiscales', label: 'image-label', plate: 'plate', well: 'well' };

describe.skipIf(!isHere)('the same in version 0.5', () => {
  it.each(suiteCases.filter(({ name }) => !/version/.test(name)))(
    '$suite $name: valid is $valid',
    (example) => {
      const key = keyOf[example.suite.replace('strict_', '') as keyof typeof keyOf];
      const isValid05 =
        specificationFaults(in05(example.attributes), validator(by05, example.suite)).length === 0;
      expect(isValid05).toBe(example.valid && key in example.attributes);
    },
  );

  it.each(['image', 'label', 'plate', 'well'])('asks for the key "ome" and its version: %s', (node) => {
    const check = validator(by05, node);
    expect(specificationFaults({}, check)).toEqual([{ field: 'ome', reason: 'is missing' }]);
    expect(specificationFaults({ ome: {} }, check).map(({ field }) => field)).toContain('ome.version');
  });
});
