import { Button } from "@mantine/core";
import { PROMINENT_EXPRESSIONS } from "#lib/chart/palette.ts";
import { EXPRESSIONS, type Expression } from "#lib/protocol/expressions.ts";

interface ExpressionPresetProps {
  shown: readonly Expression[];
  onChange: (shown: Expression[]) => void;
}

/** From all seven to the two that advertising moves most, and back. */
export function ExpressionPreset({ shown, onChange }: ExpressionPresetProps) {
  const all = shown.length === EXPRESSIONS.length;
  return (
    <Button
      variant="subtle"
      size="compact-xs"
      c="dimmed"
      fw={500}
      onClick={() => onChange(all ? [...PROMINENT_EXPRESSIONS] : [...EXPRESSIONS])}
    >
      {all ? "Happy and surprise only" : "Show all seven"}
    </Button>
  );
}
