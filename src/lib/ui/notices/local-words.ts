import type { AppError } from '../../core';

/** What is said of a failure of something that is on this device, where there is no server to speak of. */
export function localWords({
  code,
  message,
}: AppError): { readonly title: string; readonly sentence: string; readonly remedy: string } | undefined {
  if (code === 'not-found')
    return {
      title: 'No image was found here',
      sentence: message,
      remedy: 'Pick the folder that holds zarr.json, .zattrs, .zgroup or .zarray, or a ZIP archive of it.',
    };
  if (code === 'forbidden')
    return {
      title: 'The browser may not read this any more',
      sentence: message,
      remedy: 'Pick or drop it again.',
    };
  if (code === 'dataset-changed')
    return {
      title: 'This was changed on the device while it was open',
      sentence: message,
      remedy: 'Pick or drop it again to see it as it is now.',
    };
  return undefined;
}

/** What a location of a device shows: no id, which says nothing to anyone. */
export function localName(location: string): string | undefined {
  const [, name] = /^\s*local:[^/|]*\/?(.*)$/s.exec(location) ?? [];
  if (name === undefined) return undefined;
  try {
    return decodeURIComponent(name) || 'local data';
  } catch (error) {
    if (error instanceof URIError) return name;
    throw error;
  }
}
