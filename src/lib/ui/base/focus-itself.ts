/**
 * Returns what a dialog does when it opens: it takes the focus itself, and is read with its name. By default the focus would go to
 * its first button, which closes it, and the tip of that button would stand over the words.
 */
export function focusItself(dialog: () => HTMLElement | null): (event: Event) => void {
  return (event) => {
    event.preventDefault();
    dialog()?.focus();
  };
}
