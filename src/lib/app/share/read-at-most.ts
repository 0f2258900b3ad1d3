/** Reads the text of an answer: at most as many bytes as said, and what came with them, to tell that there is more. */
export async function readAtMost(response: Response, maxBytes: number): Promise<string> {
  const decoder = new TextDecoder();
  let [text, bytes] = ['', 0];
  const reader = response.body?.getReader();
  for (let part = await reader?.read(); part?.value && bytes <= maxBytes; part = await reader?.read()) {
    bytes += part.value.byteLength;
    text += decoder.decode(part.value, { stream: true });
  }
  await reader?.cancel();
  return text + decoder.decode();
}
