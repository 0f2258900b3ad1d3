/** Files of tasks and reports have their key near the front; a view never has one of that name. */
const LOOKED_AT_BYTES = 1 << 16;

/** Whether a file says of itself that it is one of tasks, or a report. Nothing of it is checked yet. */
export async function isUserTestFile(file: File): Promise<boolean> {
  const start = await file.slice(0, LOOKED_AT_BYTES).text();
  return /^\s*\{/.test(start) && /"userTest(Report)?"\s*:/.test(start);
}
