// Whether something lies above the page that has its own use for keys: a dialog, a menu, a list of options. DOM only.
// Closed layers may stay in the document, so only visible ones count.

function isOnScreen(selector: string): boolean {
  return [...document.querySelectorAll(selector)].some((element) => element.checkVisibility());
}

/** A modal dialog is open: page keys rest. */
export function dialogIsOpen(): boolean {
  return isOnScreen('[role="dialog"][aria-modal="true"]');
}

/** Anything that Escape would close first. */
export function layerIsOpen(): boolean {
  return isOnScreen('[role="dialog"], [role="menu"], [role="listbox"]');
}
