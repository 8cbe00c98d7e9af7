// Plain dates (`2026-04-17`) and instants, as people read them. Plan dates are never turned into timestamps with a zone.
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** Today in the reader's own time zone. */
export function today(now: Date = new Date()): string {
  const two = (value: number) => String(value).padStart(2, '0');
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

/** `17 Apr 2026`; without the year when it is this one. */
export function format_date(date: string, now: string = today()): string {
  const [year, month, day] = date.slice(0, 10).split('-');
  if (!year || !month || !day) return date;
  const short = `${Number(day)} ${months[Number(month) - 1]}`;
  return year === now.slice(0, 4) ? short : `${short} ${year}`;
}

/** Days since 1970 of a plain date; for arithmetic and drawing. */
export function day_number(date: string): number {
  const [year, month, day] = date.split('-').map(Number);
  return Math.round(Date.UTC(year!, month! - 1, day!) / 86_400_000);
}

export const date_of_day = (day: number): string => new Date(day * 86_400_000).toISOString().slice(0, 10);

export function is_date(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && date_of_day(day_number(text)) === text;
}

/** `just now`, `5 minutes ago`, `yesterday`, `3 Mar`. */
export function format_ago(instant: string, now: Date = new Date()): string {
  const then = new Date(instant);
  const seconds = Math.round((now.getTime() - then.getTime()) / 1000);
  if (seconds < 45) return 'just now';
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return minutes <= 1 ? 'a minute ago' : `${minutes} minutes ago`;
  const hours = Math.round(minutes / 60);
  if (hours < 22 && then.getDate() === now.getDate()) return hours <= 1 ? 'an hour ago' : `${hours} hours ago`;
  const days = day_number(today(now)) - day_number(today(then));
  if (days === 0) return 'today';
  if (days === 1) return 'yesterday';
  if (days < 7) return `${days} days ago`;
  return format_date(today(then), today(now));
}

/** `17 Apr 2026, 14:05`, in the reader's time zone. */
export function format_instant(instant: string): string {
  const then = new Date(instant);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${then.getDate()} ${months[then.getMonth()]} ${then.getFullYear()}, ${two(then.getHours())}:${two(then.getMinutes())}`;
}

/** `14:05`, in the reader's time zone. */
export const format_clock = (instant: string): string => format_instant(instant).slice(-5);
