import type { AppError } from '../../core';
import { errors as t } from '../../messages';

/** What is said of a failure of something that is on this device, where there is no server to speak of. */
export function localWords({
  code,
  message,
  detail,
}: AppError): { readonly title: string; readonly sentence: string; readonly remedy: string } | undefined {
  if (code === 'not-found')
    return {
      title: t.noImageWasFoundHere,
      sentence: message,
      remedy: detail['isPartOfProject'] === true ? t.pickBothTogether : t.pickTheFolderOfZarr,
    };
  if (code === 'forbidden')
    return {
      title: t.browserMayNotRead,
      sentence: message,
      remedy: t.pickItAgain,
    };
  if (code === 'dataset-changed')
    return {
      title: t.changedOnTheDevice,
      sentence: message,
      remedy: t.pickItAgainToSee,
    };
  return undefined;
}

/** What a location of a device shows: no id, which says nothing to anyone. */
export function localName(location: string): string | undefined {
  const [, name] = /^\s*local:[^/|]*\/?(.*)$/s.exec(location) ?? [];
  if (name === undefined) return undefined;
  try {
    return decodeURIComponent(name) || t.localData;
  } catch (error) {
    if (error instanceof URIError) return name;
    throw error;
  }
}
