// Tabs whose choice lives in the address, so that each can be linked to. They are links, not a widget.
import type { ComponentChildren } from 'preact';

export interface Tab {
  id: string;
  label: ComponentChildren;
  count?: number;
  href: string;
}

export function Tabs({ label, tabs, current }: { label: string; tabs: Tab[]; current: string }) {
  return (
    <nav class="tabs" aria-label={label}>
      {tabs.map((tab) => (
        <a key={tab.id} href={tab.href} aria-current={tab.id === current ? 'page' : undefined}>
          {tab.label}
          {tab.count !== undefined && <span class="count">{tab.count}</span>}
        </a>
      ))}
    </nav>
  );
}
