/** What the interface sees and does of undo and redo. Properties are reactive. */
export interface HistoryViewer {
  /** What would be undone, such as 'contrast of DAPI'; absent when there is nothing. */
  readonly undoName: string | undefined;
  readonly redoName: string | undefined;
  /** What was done last, in words for those who do not see it, such as 'Undone: contrast of DAPI'. */
  readonly said: string;

  undo(): Promise<void>;
  redo(): Promise<void>;
}
