import type { ErrorObject } from 'ajv';
import type { TaskFile } from '../task-file/task-file';
import type { FirstUserTestReport, UserTestReport } from '../report/report';

/** Returns whether a value is valid; `errors` says why not, until the next call. */
interface Validator<Valid> {
  (value: unknown): value is Valid;
  errors?: readonly ErrorObject[] | null;
}

/** By `static/schemas/user-test-1.json`. */
export const isTaskFile: Validator<TaskFile>;
/** By `static/schemas/user-test-report-1.json`. */
export const isFirstReport: Validator<FirstUserTestReport>;
/** By `static/schemas/user-test-report-3.json`. */
export const isReport: Validator<UserTestReport>;
