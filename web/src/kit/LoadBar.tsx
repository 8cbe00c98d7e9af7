// How much of somebody's time is given away: full at 100 percent, and what goes beyond stands out.

export function LoadBar({ share }: { share: number | null }) {
  if (share === null) return <span class="quiet">not said</span>;
  const over = share > 100;
  const full = Math.max(share, 100);
  return (
    <span
      class={over ? 'load over' : 'load'}
      role="img"
      aria-label={`${share} percent of the time${over ? ', over capacity' : ''}`}
    >
      <span class="load-track">
        <i style={{ width: `${(Math.min(share, 100) / full) * 100}%` }} />
        {over && <i class="beyond" style={{ width: `${((share - 100) / full) * 100}%` }} />}
      </span>
      <span class="num">{share} %</span>
    </span>
  );
}
