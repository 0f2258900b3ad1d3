/** The file of tasks that the page's address names; `null` when it names none. */
export function addressedTest(): string | null {
  return new URLSearchParams(location.search).get('usertest');
}
