/** A pipeline of Neuroglancer whose last step reads Zarr: what lies before it, and a path within. */
const pipeline = /^([^|]+)\|(?:zarr|zarr2|zarr3|ome-zarr):([^|]*)$/i;
/** Its older way to write the same. */
const scheme = /^(?:zarr|zarr2|zarr3):\/\/(?=.)/i;

/**
 * The location that a text names which other viewers take for one: `zarr://LOCATION`, `LOCATION|zarr2:PATH`. Whatever else it is
 * comes back as it was, without the space around it.
 */
export function plainLocation(text: string): string {
  const trimmed = text.trim();
  if (/^gen:/i.test(trimmed)) return trimmed;
  const [, base, path = ''] = pipeline.exec(trimmed) ?? [];
  const location = (base ?? trimmed).replace(scheme, '');
  const inner = path.replace(/^\/+|\/+$/g, '');
  return inner === '' ? location : `${location.replace(/\/+$/, '')}/${inner}`;
}
