/** A letter without a sender, and an eye that looks at it. */
export function Letter() {
  return (
    <svg className="letter" viewBox="0 0 96 96" aria-hidden="true" focusable="false">
      <rect x="10" y="24" width="76" height="54" rx="12" fill="#fff" fillOpacity=".18" />
      <path d="M14 34l28.6 22a9 9 0 0 0 10.8 0L82 34" fill="none" stroke="#fff" strokeOpacity=".75" strokeWidth="4" strokeLinecap="round" />
      <circle cx="68" cy="28" r="20" fill="#ffd66b" />
      <path d="M55 28c3.6-5.6 8-8.4 13-8.4S77.4 22.4 81 28c-3.6 5.6-8 8.4-13 8.4S58.6 33.6 55 28z" fill="#3a2480" />
      <circle cx="68" cy="28" r="4.6" fill="#ffd66b" />
    </svg>
  );
}

export function Star() {
  return (
    <svg className="star" viewBox="0 0 20 20" aria-hidden="true" focusable="false">
      <path d="M10 1.6l2.6 5.3 5.8.8-4.2 4.1 1 5.8L10 14.9l-5.2 2.7 1-5.8L1.6 7.7l5.8-.8z" fill="currentColor" />
    </svg>
  );
}

const SHAPES: Record<string, string> = {
  unlock: "M7 9V7a5 5 0 0 1 9.6-2M5 10h14v10H5z",
  pass: "M12 3a9 9 0 1 0 9 9M12 7v5l3 2",
  consumable: "M12 3a9 9 0 1 1 0 18 9 9 0 0 1 0-18zM12 8v8M9 10h4.5a1.5 1.5 0 0 1 0 3.5H9",
  subscription: "M4 12a8 8 0 0 1 14-5l2 2M20 4v5h-5M20 12a8 8 0 0 1-14 5l-2-2M4 20v-5h5",
};

export function KindIcon({ kind }: { kind: string }) {
  return (
    <span className={`kind ${kind}`}>
      <svg viewBox="0 0 24 24" aria-hidden="true" focusable="false">
        <path d={SHAPES[kind]} fill="none" stroke="currentColor" strokeWidth="1.8" strokeLinecap="round" strokeLinejoin="round" />
      </svg>
    </span>
  );
}
