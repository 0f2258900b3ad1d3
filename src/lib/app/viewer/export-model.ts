/** What the interface sees and does to take pictures and data out of the viewer. */
export interface ExportViewer {
  /** Downloads the picture as a PNG, as it is on the screen. */
  screenshot(): Promise<void>;
}
