/** What both pages begin with. First, so that every component's own rules come after it. */
import './tokens.css';
import './base.css';
