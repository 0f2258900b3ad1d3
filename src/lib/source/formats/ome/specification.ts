import type { ErrorObject } from 'ajv';
import type { Validator } from '../schemas/validators.js';

/** Where attributes break the specification: 'multiscales[0].axes', and a sentence's end such as 'must be a list'. */
export interface SpecificationFault {
  readonly field: string;
  readonly reason: string;
}

/**
 * Checks the attributes of a Zarr node against a JSON schema of OME-NGFF: no fault means that they are valid. A schema
 * cannot tell everything, such as whether an array has the rank of its axes.
 */
export function specificationFaults(attributes: unknown, validate: Validator): SpecificationFault[] {
  if (validate(attributes)) return [];
  const errors = validate.errors ?? [];
  const faults = errors.filter(({ schemaPath }) => !isDetail(schemaPath)).map(asFault);
  return faults.length > 0 ? faults : errors.slice(0, 1).map(asFault);
}

/** Each alternative that does not fit says why; that none does is said once. */
function isDetail(schemaPath: string): boolean {
  return /\/(oneOf\/\d|contains\/)/.test(schemaPath);
}

function asFault({ instancePath, keyword, params, message }: ErrorObject): SpecificationFault {
  const field = fieldOf(instancePath);
  if (keyword === 'required') {
    const name = String((params as { missingProperty: string }).missingProperty);
    return { field: field === '' ? name : `${field}.${name}`, reason: 'is missing' };
  }
  const reason = ownReasons(params as RuleParams)[keyword] ?? message ?? `breaks the rule "${keyword}"`;
  return { field, reason };
}

interface RuleParams {
  readonly type?: string;
  readonly limit?: number;
  readonly allowedValues?: readonly unknown[];
  readonly minContains?: number;
  readonly maxContains?: number;
}

/** Sentence ends for the rules that data break most. */
function ownReasons(params: RuleParams): Readonly<Record<string, string>> {
  const { type, limit, allowedValues = [], minContains = 1, maxContains } = params;
  const count =
    maxContains === undefined || maxContains === minContains
      ? `${minContains}`
      : `${minContains} to ${maxContains}`;
  return {
    type: `must be of type ${type ?? 'unknown'}`,
    enum: `must be ${allowedValues.map((value) => JSON.stringify(value)).join(' or ')}`,
    minItems: limit === 1 ? 'must not be empty' : `must have ${limit ?? 0} entries or more`,
    maxItems: `must have ${limit ?? 0} entries or fewer`,
    contains: `must list ${count} of the kind that the specification asks for`,
    oneOf: 'is of no kind that the specification knows',
  };
}

/** '/multiscales/0/axes' as 'multiscales[0].axes'. */
function fieldOf(pointer: string): string {
  const steps = pointer.split('/').slice(1);
  return steps.reduce((field, step) => {
    const name = step.replaceAll('~1', '/').replaceAll('~0', '~');
    return /^\d+$/.test(name) ? `${field}[${name}]` : field === '' ? name : `${field}.${name}`;
  }, '');
}
