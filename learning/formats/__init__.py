"""How days and numbers are written, where Django means another country."""
