/**
 * What someone gave so that a server lets this page read: headers or a signed query, for the addresses below one path of one
 * origin. It is secret: it goes with requests to those addresses, and into nothing else.
 */
export interface AccessGrant {
  /** Such as 'https://data.example.org'. */
  readonly origin: string;
  /** Ends in '/'; it holds for what lies below. */
  readonly path: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** With its '?', or ''. */
  readonly query: string;
  /** Whether what is read with it may be kept on this device. */
  readonly mayKeep: boolean;
}

/** Tells a worker everything that is given, in place of what it was told before. */
export interface AccessMessage {
  readonly type: 'access';
  readonly grants: readonly AccessGrant[];
}
