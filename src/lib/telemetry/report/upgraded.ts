import { strategyName } from '../../core';
import type { FirstUserTestReport, TaskSettings, UserTestReport } from './report';

/** Returns a report of version 1 as one of version 2: each of its tasks has the settings that the test ended with. */
export function upgraded({ settings, tasks, ...report }: FirstUserTestReport): UserTestReport {
  const { tuning, ...others } = settings;
  const named: TaskSettings = {
    ...others,
    tuning: { ...tuning, name: strategyName(tuning.preset, tuning.changed) },
  };
  return { ...report, userTestReport: 2, tasks: tasks.map((task) => ({ ...task, settings: named })) };
}
