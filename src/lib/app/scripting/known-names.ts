/** Returns the options that a script handed to a call. Throws an Error at a name that the call does not know. */
export function knownNames<Options extends object>(
  call: string,
  options: Options | undefined,
  names: readonly (keyof Options & string)[],
): Options | Record<string, never> {
  if (options === undefined) return {};
  if (typeof options !== 'object' || (options as object | null) === null)
    throw new Error(`${call} takes an object of options, not ${String(options)}.`);
  const known: readonly string[] = names;
  const unknown = Object.keys(options).find((name) => !known.includes(name));
  if (unknown !== undefined)
    throw new Error(`${call} has no option ${unknown}; there are ${names.join(' and ')}.`);
  return options;
}
