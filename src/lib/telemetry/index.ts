import type { readDocument } from './task-file/read-document';

export type * from './task-file/task-file';
export { isMet, type SeenView } from './task-file/end-condition';
export { maxDocumentBytes } from './task-file/max-document-bytes';
export type { DocumentFault, UserTestDocument } from './task-file/read-document';
export type * from './report/report';
export { mebibytes, rounded, upToMultiple } from './report/buckets';
export { dataProperties } from './report/data-properties';
export { reportsCsv } from './report/report-csv';
export { FailureCount, type SeenFailure } from './record/failure-count';
export { Interactions } from './record/interactions';
export { OwnTime } from './record/own-time';
export { TaskRecorder, type RecordedWorld } from './record/task-recorder';
/** Loads what reads files of tasks and reports: the checks are most of all that user tests are. Rejects when it cannot be loaded. */
export async function loadDocumentReader(): Promise<typeof readDocument> {
  const reader = await import('./task-file/read-document');
  return reader.readDocument;
}

export {
  axisFor,
  compareReports,
  measures,
  type ComparedRow,
  type ComparedSettings,
  type Measure,
  type PlotAxis,
} from './compare/compare';
