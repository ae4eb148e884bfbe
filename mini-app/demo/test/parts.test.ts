import { describe, expect, it } from "vitest";
import { apiUrl } from "../src/config.ts";
import { telegram } from "../src/telegram.ts";
import { contrast, isDark, parsed, properties, type Theme } from "../src/theme.ts";
import { left } from "../src/ui.ts";

describe("a theme", () => {
  const dull: Theme = { bg_color: "#777777", secondary_bg_color: "#808080", section_bg_color: "#7a7a7a", text_color: "#888888", button_color: "#7f7f7f" };
  const light: Theme = { bg_color: "#ffffff", secondary_bg_color: "#f1f1f1", text_color: "#000000", button_color: "#3390ec" };
  const dark: Theme = { bg_color: "#212121", secondary_bg_color: "#0f0f0f", text_color: "#ffffff", button_color: "#8774e1" };

  it.each<[string, Theme]>([
    ["missing", {}],
    ["light", light],
    ["dark", dark],
    ["dull", dull],
  ])("that is %s can be read", (_, theme) => {
    const colors = properties(theme);
    const read = (over: string, under: string) => contrast(parsed(colors[over]!), parsed(colors[under]!));
    const pairs = ["--text", "--quiet", "--accent", "--good", "--bad"].flatMap((over) => [[over, "--card"], [over, "--page"]] as const);

    for (const [over, under] of [...pairs, ["--on-accent", "--accent"] as const]) {
      expect(read(over, under), `${over} on ${under}`).toBeGreaterThanOrEqual(4.5);
    }
  });

  it("is Telegram's, where that can be read", () => {
    expect(properties(dark)).toMatchObject({ "--page": "#0f0f0f", "--card": "#212121", "--text": "#ffffff" });
    expect([isDark(light), isDark(dark), isDark({})]).toEqual([false, true, false]);
  });

  it("knows black and white apart", () => {
    expect(contrast(parsed("#000000"), parsed("#ffffff"))).toBeCloseTo(21);
    expect(contrast(parsed("#777777"), parsed("#ffffff"))).toBeCloseTo(4.48, 2);
  });
});

describe("the address of the API", () => {
  const answering = (text: string) => async () => new Response(text);

  it("is what config.json says", async () => {
    expect(await apiUrl(answering('{"apiUrl":"http://127.0.0.1:8080/"}'))).toBe("http://127.0.0.1:8080");
    expect(await apiUrl(answering('{"apiUrl":"/pay"}'))).toBe(`${location.origin}/pay`);
  });

  it.each(["<html>", "{}", "null"])("is the page's own where it says %s", async (text) => {
    expect(await apiUrl(answering(text))).toBe(location.origin);
  });
});

it("tells how much time is left in the largest unit", () => {
  expect(left(6.9 * 86_400_000, "en")).toBe("7 days");
  expect(left(3 * 3_600_000, "ru")).toBe("3 часа");
  expect(left(-5, "en")).toBe("1 minute");
});

it("finds no Telegram in a plain page", () => {
  expect(telegram()).toBeUndefined();
});
