/** Writes rows as CSV (RFC 4180). A text that a spreadsheet would take for a formula is kept a text. */
export function csvText(rows: readonly (readonly (string | number)[])[]): string {
  return rows.map((fields) => fields.map(field).join(',') + '\r\n').join('');
}

/** Formulas begin with one of these, which spreadsheets also look for after blanks. */
function field(value: string | number): string {
  const text = String(value);
  const inert = typeof value === 'string' && /^\s*[=+\-@\t\r\n|＝＋－＠]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(inert) ? `"${inert.replaceAll('"', '""')}"` : inert;
}
