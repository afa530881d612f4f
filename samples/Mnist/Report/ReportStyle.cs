namespace MnistSample;

/// <summary>The style sheet of the report.</summary>
internal static class ReportStyle
{
    public const string Text = """
        :root {
          color-scheme: light dark;
          --ground: light-dark(#fbfaf7, #16171a); --card: light-dark(#ffffff, #1f2125); --line: light-dark(#e4e1d8, #33363c);
          --text: light-dark(#22211d, #e8e6e1); --soft: light-dark(#6d6a62, #a3a09a);
          --first: light-dark(#2667c9, #7cb0ff); --second: light-dark(#c4570c, #ffa45c);
          --right: light-dark(#e5efdf, #243523); --wrong: light-dark(#d9480f, #e8590c); --warn: light-dark(#fff1d6, #3d3017);
        }
        * { box-sizing: border-box; }
        body { margin: 0; background: var(--ground); color: var(--text); font: 16px/1.5 system-ui, "Segoe UI", Roboto, "DejaVu Sans", sans-serif; }
        main { max-width: 1040px; margin: 0 auto; padding: 40px 24px 64px; }
        h1 { font-size: 2rem; line-height: 1.2; margin: 0 0 8px; letter-spacing: -0.01em; }
        h2 { font-size: 1.2rem; margin: 0 0 4px; }
        p { margin: 0 0 12px; color: var(--soft); }
        .source { overflow-wrap: anywhere; }
        .warning { background: var(--warn); color: var(--text); padding: 10px 14px; border-radius: 8px; }
        .note { font-size: 0.875rem; margin: 8px 0 0; }
        section { background: var(--card); border: 1px solid var(--line); border-radius: 12px; padding: 20px 24px; margin-top: 20px; overflow-x: auto; }
        .tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(170px, 1fr)); gap: 16px; }
        .tiles strong { display: block; font-size: 1.9rem; line-height: 1.2; font-variant-numeric: tabular-nums; }
        .tiles span { color: var(--soft); }
        .charts { display: grid; grid-template-columns: repeat(auto-fit, minmax(340px, 1fr)); gap: 24px; margin-top: 12px; }
        figure { margin: 0; }
        .chart figcaption { display: flex; justify-content: space-between; font-weight: 600; }
        .chart svg { width: 100%; height: auto; display: block; }
        .chart text { font-size: 12px; fill: var(--soft); font-variant-numeric: tabular-nums; }
        .legend span { font-weight: 400; margin-left: 16px; }
        .legend span::before { content: ""; display: inline-block; width: 18px; height: 3px; margin-right: 6px; vertical-align: middle; background: currentColor; }
        .legend .first { color: var(--first); } .legend .second { color: var(--second); }
        .grid { stroke: var(--line); }
        g.first { --curve: var(--first); } g.second { --curve: var(--second); }
        polyline { fill: none; stroke: var(--curve); stroke-width: 2; stroke-linejoin: round; }
        circle { fill: var(--curve); stroke: var(--card); stroke-width: 1.5; }
        .confusion { border-collapse: separate; border-spacing: 3px; font-variant-numeric: tabular-nums; margin: 0 auto; }
        .confusion th { color: var(--soft); font-weight: 600; padding: 2px 8px; }
        .confusion td { min-width: 54px; padding: 7px 6px; text-align: center; border-radius: 6px; }
        .confusion .right { background: var(--right); font-weight: 600; }
        .confusion .wrong { background: color-mix(in srgb, var(--wrong) calc(8% + 0.5 * var(--strength)), var(--card)); }
        .confusion .none { color: var(--line); }
        .confusion .share { color: var(--soft); white-space: nowrap; text-align: right; }
        .gallery { display: grid; grid-template-columns: repeat(auto-fill, minmax(140px, 1fr)); gap: 18px 12px; text-align: center; margin-top: 12px; }
        .gallery img { image-rendering: pixelated; border-radius: 8px; background: #000; }
        .gallery small { color: var(--soft); }
        .wrongdigit { color: var(--wrong); }
        pre { font: 14px/1.5 ui-monospace, "Cascadia Mono", Menlo, "DejaVu Sans Mono", monospace; overflow-x: auto; margin: 8px 0 16px; }
        .settings { border-collapse: collapse; }
        .settings th { text-align: left; color: var(--soft); font-weight: 400; padding: 3px 24px 3px 0; vertical-align: top; }
        .settings td { overflow-wrap: anywhere; }
        @media print { section { break-inside: avoid; } }

        """;
}
