/** Returns a function that makes something when it is first called, and gives the same from then on; after a failure the next call tries again. */
export function loadedOnce<Made>(make: () => Promise<Made>): () => Promise<Made> {
  let made: Promise<Made> | undefined;
  return () => {
    made ??= make().catch((error: unknown) => {
      made = undefined;
      throw error;
    });
    return made;
  };
}
