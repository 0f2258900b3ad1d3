/** A folder or a file of this device, as the interface shows it. */
export interface LocalPickModel {
  readonly id: string;
  readonly name: string;
  readonly kind: 'folder' | 'file';
  /** What opens it. */
  readonly location: string;
  /** Milliseconds since 1970. */
  readonly viewedAtMs: number;
  /**
   * `ready`: it opens at once. `ask`: the browser asks first. `pick`: the browser does not let it be opened again; the same
   * folder or file, picked or dropped anew, is known as the same.
   */
  readonly access: 'ready' | 'ask' | 'pick';
}

/**
 * Folders and files of this device: read where they are, and never uploaded. Properties are reactive. Commands resolve once they
 * are done; those that fail say so in a notice.
 */
export interface LocalViewer {
  /** Last viewed first; empty until {@link refresh} has read them once. */
  readonly picks: readonly LocalPickModel[];
  /** False where this browser lets nobody open the same folder again without picking it. */
  readonly isLasting: boolean;

  refresh(): Promise<void>;
  /** Lets the user pick a folder, or files with data or a view, and opens it on top. To be called at a click. */
  pick(kind: 'folder' | 'file'): Promise<void>;
  /** Opens a file that is there already. */
  openFile(file: File): Promise<void>;
  /** Opens what was dropped. To be called while the drop is handled. True when it was a file or a folder. */
  drop(transfer: DataTransfer): boolean;
  /** Opens a pick alone; asks the browser, or the user, for it first where that is needed. To be called at a click. */
  open(id: string): Promise<void>;
  /** Asks the browser for what a location names, and opens it. To be called at a click. */
  allow(location: string): Promise<void>;
  /** Lets the user pick what a location of another device stands for here, and opens it in its place. */
  choose(location: string, kind: 'folder' | 'file'): Promise<void>;
  forget(id: string): Promise<void>;
}
