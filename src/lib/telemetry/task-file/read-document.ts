import { strategyName } from '../../core';
import type { UserTestReport } from '../report/report';
import { upgraded, upgradedSecond } from '../report/upgraded';
import { isFirstReport, isReport, isTaskFile } from '../schemas/validators';
import { maxDocumentBytes } from './max-document-bytes';
import type { TaskFile } from './task-file';

/** Why a text is neither a file of tasks nor a report. */
export type DocumentFault =
  | { readonly kind: 'too-large'; readonly maxBytes: number }
  | { readonly kind: 'not-json' }
  /** JSON, but of something else. */
  | { readonly kind: 'not-a-test' }
  /** `version` is what it says that it is. */
  | { readonly kind: 'version'; readonly version: string }
  /** `place`: such as `tasks/2/prompt`, empty for the whole; `reason` is English, such as 'must be string'. */
  | { readonly kind: 'invalid'; readonly place: string; readonly reason: string }
  | { readonly kind: 'same-task-twice'; readonly task: string };

/** What a text turned out to be. */
export type UserTestDocument =
  | { readonly kind: 'tasks'; readonly tasks: TaskFile }
  | { readonly kind: 'report'; readonly report: UserTestReport }
  | { readonly kind: 'fault'; readonly fault: DocumentFault };

/** Reads a file of tasks or a report, which a stranger may have written. Never throws. */
export function readDocument(text: string): UserTestDocument {
  if (text.length > maxDocumentBytes) return fault({ kind: 'too-large', maxBytes: maxDocumentBytes });
  const value = parsed(text);
  if (value === undefined) return fault({ kind: 'not-json' });
  if (hasKey(value, 'userTestReport')) return readReport(value);
  if (hasKey(value, 'userTest')) return readTasks(value);
  return fault({ kind: 'not-a-test' });
}

function readReport(value: Readonly<Record<string, unknown>>): UserTestDocument {
  const { userTestReport: version } = value;
  if (version === 1)
    return isFirstReport(value) ? checkedReport(upgraded(value)) : invalid(isFirstReport.errors);
  if (version !== 2 && version !== 3) return otherVersion(version);
  const report = version === 2 ? upgradedSecond(value) : value;
  return isReport(report) ? checkedReport(report) : invalid(isReport.errors);
}

/** What no schema can say. */
function checkedReport(report: UserTestReport): UserTestDocument {
  const twice = firstTwice(report.tasks.map(({ task }) => task));
  if (twice !== undefined) return fault({ kind: 'same-task-twice', task: twice });
  const tunings = report.tasks.map(({ settings: { tuning } }) => tuning);
  const wrong = tunings.findIndex(({ name, preset, changed }) => name !== strategyName(preset, changed));
  if (wrong < 0) return { kind: 'report', report };
  const place = `tasks/${String(wrong)}/settings/tuning/name`;
  return fault({ kind: 'invalid', place, reason: 'must be that of the preset and of what is changed' });
}

function readTasks(value: Readonly<Record<string, unknown>>): UserTestDocument {
  if (value['userTest'] !== 1) return otherVersion(value['userTest']);
  if (!isTaskFile(value)) return invalid(isTaskFile.errors);
  const twice = firstTwice(value.tasks.map(({ id }) => id));
  if (twice !== undefined) return fault({ kind: 'same-task-twice', task: twice });
  return { kind: 'tasks', tasks: value };
}

function firstTwice(ids: readonly string[]): string | undefined {
  return ids.find((id, at) => ids.indexOf(id) !== at);
}

/** Of values that are no plain text or number the type says enough. */
function otherVersion(version: unknown): UserTestDocument {
  const isPlain = typeof version === 'number' || typeof version === 'string';
  return fault({ kind: 'version', version: isPlain ? String(version).slice(0, 20) : typeof version });
}

/** The innermost thing that is wrong is the most telling: of alternatives the last error says only that none holds. */
function invalid(errors: typeof isTaskFile.errors): UserTestDocument {
  const [first] = errors ?? [];
  const { additionalProperty } = (first?.params ?? {}) as { readonly additionalProperty?: unknown };
  const unknown = typeof additionalProperty === 'string' ? `: ${additionalProperty.slice(0, 40)}` : '';
  const place = (first?.instancePath ?? '').slice(1, 200);
  return fault({ kind: 'invalid', place, reason: `${first?.message ?? 'is not valid'}${unknown}` });
}

function fault(what: DocumentFault): UserTestDocument {
  return { kind: 'fault', fault: what };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function hasKey(value: unknown, key: string): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key);
}
