import * as experiments from './experiments';
import * as pictures from './pictures';
import * as life from './life';

const lab = { ...experiments, ...pictures, ...life };

/** What the test calls from outside. */
export type Lab = typeof lab;

Object.assign(window, { lab });
