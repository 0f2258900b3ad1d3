export type { AccessDesk, AccessRow } from '../access/access-desk.svelte';
export type { AccessFault, GivenAccess } from '../access/read-grant';
export type { Doctors, FailedLocation } from './doctors.svelte';
export type { Diagnosis } from './location/examine';
export type { DocumentFinding, Findings, VerdictKind } from './location/findings';
export type { Fix, ServerKind } from './location/fixes/fix';
