import type { ErrorObject } from 'ajv';

/** Returns whether the attributes of a Zarr node are valid; `errors` says why not, until the next call. */
export interface Validator {
  (attributes: unknown): boolean;
  errors?: readonly ErrorObject[] | null;
}

export const image04: Validator;
export const label04: Validator;
export const plate04: Validator;
export const well04: Validator;
export const strictImage04: Validator;
export const strictLabel04: Validator;
export const strictPlate04: Validator;
export const strictWell04: Validator;
export const image05: Validator;
export const label05: Validator;
export const plate05: Validator;
export const well05: Validator;
export const strictImage05: Validator;
export const strictLabel05: Validator;
export const strictPlate05: Validator;
export const strictWell05: Validator;
