import { createContext, useEffect, useState } from 'react';

export type Theme = 'light' | 'dark';

export const ThemeContext = createContext<{ readonly name: Theme }>({ name: 'light' });

/** Light or dark: as the reader's system has it, until they choose. */
export function useTheme(): readonly [Theme, (theme: Theme) => void] {
  const [theme, setTheme] = useState<Theme>(() =>
    matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light',
  );
  useEffect(() => {
    document.documentElement.dataset.theme = theme;
  }, [theme]);
  return [theme, setTheme];
}
