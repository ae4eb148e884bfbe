import { useRef } from "preact/hooks";
import { Star } from "../Starred";
import type { Desk } from "../desk/model";
import { useDesk } from "../desk/hooks";
import type { Person, User } from "../types";
import { nameOf, shade, stars } from "../words";

/** Whom one can be. */
export function UserBar({ desk }: { desk: Desk }) {
  const view = useDesk(desk);
  const dialog = useRef<HTMLDialogElement>(null);
  return (
    <nav class="users" aria-label="Be this user">
      <ul>
        {view.people.map((person) => (
          <li key={person.user.id}>
            <Face person={person} isChosen={person.user.id === view.userId} choose={() => desk.play(person.user.id)} />
          </li>
        ))}
        <li>
          <button type="button" class="face add" data-testid="add-user" onClick={() => dialog.current?.showModal()}>
            <span class="avatar" aria-hidden="true">+</span>
            <span class="name">Add</span>
          </button>
        </li>
      </ul>
      <dialog ref={dialog} class="add-user" aria-labelledby="add-user-title">
        <AddUser desk={desk} close={() => dialog.current?.close()} />
      </dialog>
    </nav>
  );
}

function Face({ person, isChosen, choose }: { person: Person; isChosen: boolean; choose: () => void }) {
  const { user } = person;
  return (
    <button type="button" class="face" data-testid={`user-${user.id}`} aria-pressed={isChosen} onClick={choose}>
      <span class={`avatar shade-${shade(user.id)}`} aria-hidden="true">{nameOf(user).slice(0, 1)}</span>
      <span class="name">{nameOf(user)}</span>
      <span class="purse">
        {user.is_premium ? "★ " : ""}
        {user.language_code ?? "–"} · {stars(person.stars)} <Star />
      </span>
    </button>
  );
}

function AddUser({ desk, close }: { desk: Desk; close: () => void }) {
  const add = (event: SubmitEvent): void => {
    event.preventDefault();
    const form = event.currentTarget as HTMLFormElement;
    const fields = new FormData(form);
    const said = (name: string): string => String(fields.get(name) ?? "").trim();
    const user: User = { id: freeId(desk.view.people), first_name: said("name") };
    if (said("language")) user.language_code = said("language");
    if (fields.has("premium")) user.is_premium = true;
    const wanted = said("stars");
    void desk.control("users", wanted === "" ? { user } : { user, stars: Number(wanted) }).then(() => desk.play(user.id));
    form.reset();
    close();
  };
  return (
    <form onSubmit={add}>
      <h2 id="add-user-title">Somebody else</h2>
      <label>
        Name
        <input name="name" required maxLength={64} autocomplete="off" />
      </label>
      <label>
        Language of the Telegram client
        <input name="language" pattern="[a-z]{2,3}(-[a-zA-Z]+)?" placeholder="en" maxLength={12} />
      </label>
      <label>
        Stars
        <input name="stars" type="number" min={0} max={1_000_000} placeholder="all that they want" />
      </label>
      <label class="check">
        <input name="premium" type="checkbox" /> has Telegram Premium
      </label>
      <div class="row end">
        <button type="button" onClick={close}>Cancel</button>
        <button type="submit" class="primary">Add</button>
      </div>
    </form>
  );
}

function freeId(people: Person[]): number {
  const taken = new Set(people.map((person) => person.user.id));
  let id = 1001;
  while (taken.has(id)) id++;
  return id;
}
