/** The cloud storage of a Mini App, which here is this browser's, apart for each bot and user. */

type Keep = Pick<Storage, "getItem" | "setItem">;

/** What `web_app_invoke_custom_method` does, or nothing if it is not a method of the storage. */
export function storageMethod(
  keep: Keep,
  owner: string,
  method: string,
  parameters: Record<string, unknown>,
): { result: unknown } | undefined {
  const name = `cloud ${owner}`;
  const values = JSON.parse(keep.getItem(name) ?? "{}") as Record<string, string>;
  const keys = (Array.isArray(parameters.keys) ? parameters.keys : [parameters.key]).map(String);
  switch (method) {
    case "saveStorageValue":
      values[String(parameters.key)] = String(parameters.value);
      break;
    case "deleteStorageValues":
    case "deleteStorageValue":
      for (const key of keys) delete values[key];
      break;
    case "getStorageValues":
    case "getStorageValue":
      return { result: Object.fromEntries(keys.map((key) => [key, values[key] ?? ""])) };
    case "getStorageKeys":
      return { result: Object.keys(values) };
    default:
      return undefined;
  }
  keep.setItem(name, JSON.stringify(values));
  return { result: true };
}
