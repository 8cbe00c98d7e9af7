// Puts a popover below its button, or above when there is no room, inside the window.
export function place_below(
  anchor: HTMLElement,
  popup: HTMLElement,
  align: 'start' | 'end' = 'start',
  same_width = false,
): void {
  const box = anchor.getBoundingClientRect();
  if (same_width) popup.style.minWidth = `${box.width}px`;
  popup.style.maxHeight = '';
  const width = popup.offsetWidth;
  const height = popup.offsetHeight;
  const below = innerHeight - box.bottom - 12;
  const above = box.top - 12;
  const up = height > below && above > below;
  const left = align === 'end' ? box.right - width : box.left;
  popup.style.left = `${Math.max(8, Math.min(left, innerWidth - width - 8))}px`;
  popup.style.maxHeight = `${Math.max(120, up ? above : below)}px`;
  popup.style.top = up ? `${Math.max(8, box.top - Math.min(height, above) - 4)}px` : `${box.bottom + 4}px`;
}
