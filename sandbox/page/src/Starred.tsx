/** Text in which each Star is drawn as Telegram draws it, whatever fonts there are. */
export function Starred({ text }: { text: string }) {
  const parts = text.split(/⭐\uFE0F?/);
  return (
    <>
      {parts.map((part, at) => (
        <>
          {at > 0 && <Star />}
          {part}
        </>
      ))}
    </>
  );
}

export function Star() {
  return <span class="star" role="img" aria-label="Stars">★</span>;
}
