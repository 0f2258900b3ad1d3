import { strategyName } from '../../core';
import type { FirstUserTestReport, TaskSettings, UserTestReport } from './report';

/** Returns a report of version 1 as one of version 3: each of its tasks has the settings that the test ended with. */
export function upgraded({ settings, tasks, ...report }: FirstUserTestReport): UserTestReport {
  const { tuning, ...others } = settings;
  const named: TaskSettings = {
    ...others,
    tuning: { ...tuning, name: strategyName(tuning.preset, tuning.changed) },
  };
  return { ...report, userTestReport: 3, tasks: tasks.map((task) => ({ ...task, settings: named })) };
}

/** Returns what says that it is a report of version 2 as one of version 3, which has all that the former had. */
export function upgradedSecond(value: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return { ...value, userTestReport: 3 };
}
