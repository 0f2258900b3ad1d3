/** What one page shows: paths by dataset. */
export type Shown = readonly { readonly dataset: string; readonly paths: readonly string[] }[];

/** What the frames of all pages show. */
export class Leases {
  readonly #byOwner = new Map<string, ReadonlyMap<string, ReadonlySet<string>>>();

  /** Replaces what one page shows. */
  set(owner: string, shown: Shown): void {
    this.#byOwner.set(owner, new Map(shown.map(({ dataset, paths }) => [dataset, new Set(paths)])));
  }

  /** What one page shows. */
  of(owner: string): Shown {
    const shown = [...(this.#byOwner.get(owner) ?? [])];
    return shown.map(([dataset, paths]) => ({ dataset, paths: [...paths] }));
  }

  /** Forgets pages that are gone. */
  keepOnly(isAlive: (owner: string) => boolean): void {
    for (const owner of this.#byOwner.keys()) if (!isAlive(owner)) this.#byOwner.delete(owner);
  }

  /** Whether some page shows the dataset at all. */
  isOpen(dataset: string): boolean {
    return [...this.#byOwner.values()].some((shown) => shown.has(dataset));
  }

  has(dataset: string, path: string): boolean {
    for (const shown of this.#byOwner.values()) if (shown.get(dataset)?.has(path)) return true;
    return false;
  }

  /** Entries that are shown, each counted once. */
  get count(): number {
    const all = new Set<string>();
    for (const shown of this.#byOwner.values())
      for (const [dataset, paths] of shown) for (const path of paths) all.add(`${dataset}/${path}`);
    return all.size;
  }
}
