import './panel-element';
