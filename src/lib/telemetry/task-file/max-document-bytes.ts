/** The most that a file of tasks or a report may have: fifty tasks with long texts fit. */
export const maxDocumentBytes = 4 * 2 ** 20;
