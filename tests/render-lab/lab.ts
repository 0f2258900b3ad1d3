import * as experiments from './experiments';
import * as pictures from './pictures';
import * as labels from './labels';
import * as life from './life';
import * as readBack from './read-back';
import * as volumeLife from './volume-life';
import * as volumes from './volumes';

const lab = { ...experiments, ...pictures, ...life, ...labels, ...volumes, ...volumeLife, ...readBack };

/** What the test calls from outside. */
export type Lab = typeof lab;

Object.assign(window, { lab });
