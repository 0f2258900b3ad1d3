import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Ajv, _ } from 'ajv';
import standalone from 'ajv/dist/standalone/index.js';

/** @typedef {Record<string, any>} Schema */

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = `${root}/src/lib/source/formats/schemas`;
/** Name of a schema to the key of the attributes that it is about. */
const keys = { image: 'multiscales', label: 'image-label', plate: 'plate', well: 'well' };

/** @param {string} name */
function published(name) {
  return withoutDescriptions(readFileSync(`${folder}/0.4/${name}.json`, 'utf8'));
}

/** They would go into the code. @param {string} text @returns {Schema} */
function withoutDescriptions(text) {
  return JSON.parse(text, (key, value) =>
    /^(title|description)$/.test(key) && typeof value === 'string' ? undefined : value,
  );
}

/**
 * Version 0.5 keeps under `ome` what 0.4 keeps in the attributes themselves, and has the version there once.
 * @param {Schema} schema @param {string} key
 * @returns {Schema}
 */
function inOme(schema, key) {
  const { version: _version, ...own } = subject(schema.properties[key]).properties;
  const properties = structuredClone(schema.properties);
  subject(properties[key]).properties = own;
  const ome = {
    type: 'object',
    properties: { ...properties, version: { type: 'string', enum: ['0.5'] } },
    required: [key, 'version'],
  };
  return { ...schema, $id: idOf(schema.$id), properties: { ome }, required: ['ome'] };
}

/** @param {Schema} schema @param {string} key @returns {Schema} */
function strictInOme({ $id, allOf: [{ $ref }, { properties }] }, key) {
  const strict = structuredClone(properties);
  const holder = subject(strict[key]);
  holder.required = holder.required?.filter((/** @type {string} */ name) => name !== 'version') ?? [];
  return { $id: idOf($id), allOf: [{ $ref: idOf($ref) }, { properties: { ome: { properties: strict } } }] };
}

/** What a key describes: each of its items where it holds a list. @param {Schema} property @returns {Schema} */
function subject(property) {
  return property.items ?? property;
}

/** @param {string} id */
function idOf(id) {
  return id.replace('/0.4/', '/0.5/');
}

/** @returns {Schema[]} */
function allSchemas() {
  return Object.entries(keys).flatMap(([name, key]) => {
    const [plain, strict] = [published(name), published(`strict-${name}`)];
    return [plain, strict, inOme(plain, key), strictInOme(strict, key)];
  });
}

/** `strictImage05` for `…/0.5/schemas/strict_image.schema`. @param {string} id */
function exportName(id) {
  const [, version = '', name = ''] = /(0\.\d)\/schemas\/(\w+)\.schema$/.exec(id) ?? [];
  const camel = name.replace(/_(\w)/g, (_match, letter) => letter.toUpperCase());
  return camel + version.replace('.', '');
}

/** Ajv compares all pairs of a list; a hostile list would keep a worker busy for minutes. @param {Ajv} ajv */
function compareInLinearTime(ajv) {
  ajv.removeKeyword('uniqueItems');
  ajv.addKeyword({
    keyword: 'uniqueItems',
    type: 'array',
    schemaType: 'boolean',
    error: { message: 'must not list the same twice' },
    code(context) {
      const { data, gen } = context;
      const isUnique = gen.scopeValue('func', { ref: compareInLinearTime, code: _`isUnique` });
      context.fail(_`!${isUnique}(${data})`);
    },
  });
}

/** Returns the text of the `validators.js` of OME-Zarr: plain functions, since a page's policy forbids `eval`, which ajv compiles with. */
export function compiledSchemas() {
  const ajv = makeAjv();
  compareInLinearTime(ajv);
  const schemas = allSchemas();
  for (const schema of schemas) ajv.addSchema(schema);
  const exported = Object.fromEntries(schemas.map(({ $id }) => [exportName($id), $id]));
  return `// @ts-nocheck\n// Made by scripts/compile-schemas.mjs; see LICENSE.md.\nimport { isUnique } from '../is-unique';\n${codeOf(ajv, exported)}\n`;
}

/** Returns the text of the `validators.js` of user tests, whose schemas are published with the app. */
export function compiledUserTestSchemas() {
  // One error is enough, lengths are those of JavaScript, and of that nothing needs to be said.
  const ajv = makeAjv({
    ...{ allErrors: false, unicode: false, logger: false, inlineRefs: false },
    // What JSON writes as 1e999 is no number.
    strictNumbers: true,
  });
  /** @type {Record<string, string>} */
  const exported = {
    isTaskFile: 'user-test-1.json',
    isFirstReport: 'user-test-report-1.json',
    isReport: 'user-test-report-3.json',
  };
  for (const file of Object.values(exported))
    ajv.addSchema(withoutDescriptions(readFileSync(`${root}/static/schemas/${file}`, 'utf8')));
  return `// @ts-nocheck\n// Made by scripts/compile-schemas.mjs from static/schemas.\n${codeOf(ajv, exported)}\n`;
}

/** @param {import('ajv').Options} [options] */
function makeAjv(options) {
  return new Ajv({
    ...{ strict: false, next: true, allErrors: true, validateSchema: false },
    code: { source: true, esm: true },
    ...options,
  });
}

/** @param {Ajv} ajv @param {Record<string, string>} exported name to the id of a schema */
function codeOf(ajv, exported) {
  const code = standalone.default(ajv, exported).replace(/^"use strict";/, '');
  if (code.includes('require(')) throw new Error('The compiled schemas need a module of ajv.');
  return code;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(`${folder}/validators.js`, compiledSchemas());
  writeFileSync(`${root}/src/lib/telemetry/schemas/validators.js`, compiledUserTestSchemas());
}
