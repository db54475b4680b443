"""What every visitor meets first: home, help, the style guide, the navigation and the looks of states."""
