/** What a source did, counted since the start. Requests are HTTP requests. */
export interface Traffic {
  metadataRequests: number;
  chunkRequests: number;
  notFound: number;
  failed: number;
  aborted: number;
  /** Response bodies, encoded bytes. */
  networkBytes: number;
  /** Chunks that came over the network. */
  chunksFromNetwork: number;
  /** Chunks that were on this device, kept or in files of the user's, and the encoded bytes of what was read there. */
  chunksFromDisk: number;
  diskBytes: number;
  /** Chunks that were made by a generator. */
  chunksGenerated: number;
  /** Chunks that count as absent since their server refused them (403), and did not say that they are not there. */
  chunksRefused: number;
}

export function noTraffic(): Traffic {
  return {
    metadataRequests: 0,
    chunkRequests: 0,
    notFound: 0,
    failed: 0,
    aborted: 0,
    networkBytes: 0,
    chunksFromNetwork: 0,
    chunksFromDisk: 0,
    diskBytes: 0,
    chunksGenerated: 0,
    chunksRefused: 0,
  };
}

/** Adds `more` to `total` in place. */
export function addTraffic(total: Traffic, more: Readonly<Traffic>): void {
  for (const name of Object.keys(total) as (keyof Traffic)[]) total[name] += more[name];
}
