import type { LocationParameter, QrCode } from '../../share';

export type { QrCode } from '../../share';

/** What of a view that came from elsewhere cannot be shown here. */
export interface LeftOutModel {
  /** A few words each. */
  readonly items: readonly string[];
  /** There is nothing in it that can be shown. */
  readonly isAll: boolean;
}

/** A query parameter of an open location, which links leave out unless the user says that it is no secret. */
export interface ParameterModel extends LocationParameter {
  readonly location: string;
  readonly isKept: boolean;
}

/** What the interface sees and does to hand a view on, and to take one. Properties are reactive. */
export interface ShareViewer {
  /** What the last view from another viewer lacks here; absent when it lacks nothing. */
  readonly leftOut: LeftOutModel | undefined;
  /** The system has a sheet to share links with. */
  readonly canShare: boolean;

  /** The address of the view as it is now, without secrets; `undefined` of a view that is too much for a link. */
  link(): string | undefined;
  /** How many of the open locations the link names without something that may be secret, and that opening them may take. */
  withheldCount(): number;
  /** Those that may be kept: not those whose names say that they are secret. */
  parameters(): ParameterModel[];
  keepParameter(parameter: ParameterModel, isKept: boolean): void;
  /** Whether there is a link; a notice tells why not. Rejects with a DOMException when the browser refuses. */
  copyLink(): Promise<boolean>;
  /** Opens the system's sheet; resolves too when it is closed without a choice. */
  shareLink(title: string): Promise<void>;
  /** The code of a link; `undefined` for one that is too long for a code. */
  qrCode(link: string): Promise<QrCode | undefined>;
  /** Downloads the view as a file, and says whether it did; a notice tells why not. */
  saveFile(): boolean;
  /** Opens a file of a view. What fails is said in a notice. */
  openFile(file: File): Promise<void>;
  dismissLeftOut(): void;
}
