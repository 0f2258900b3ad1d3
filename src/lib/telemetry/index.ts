export type * from './task-file/task-file';
export { isMet, type SeenView } from './task-file/end-condition';
export {
  maxDocumentBytes,
  readDocument,
  type DocumentFault,
  type UserTestDocument,
} from './task-file/read-document';
export type * from './report/report';
export { mebibytes, rounded, upToMultiple } from './report/buckets';
export { dataProperties } from './report/data-properties';
export { reportsCsv } from './report/report-csv';
export { FailureCount, type SeenFailure } from './record/failure-count';
export { Interactions } from './record/interactions';
export { OwnTime } from './record/own-time';
export { TaskRecorder, type RecordedWorld } from './record/task-recorder';
export {
  axisFor,
  compareReports,
  measures,
  type ComparedRow,
  type ComparedSettings,
  type Measure,
  type PlotAxis,
} from './compare/compare';
